"""What goes wrong, said as the Belgian REST guide wants: kinds, answers, and what each refusal becomes."""
