"""Tests of the foreign agent."""
