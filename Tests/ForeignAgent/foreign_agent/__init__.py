"""An agent of the Counterfoil protocol, written from protocol/README.md and nothing else."""
