"""What a build of the book costs, as ratios measured in one run; knows no test and changes nothing in the book."""
