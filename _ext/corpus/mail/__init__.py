"""Mail as received, read by a recorded plan: every byte has its fate; knows no register, no ledger and no other witness."""
