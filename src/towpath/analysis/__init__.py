"""What the person's own record can honestly say: a statement with its certainty, or what is missing for one."""
