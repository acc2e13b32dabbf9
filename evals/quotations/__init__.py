"""How good is the check of quotations? True ones falsified, misplaced and harmlessly retyped."""
