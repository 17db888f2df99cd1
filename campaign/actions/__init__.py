"""What people do. One action is one transaction; only here is anything committed."""
