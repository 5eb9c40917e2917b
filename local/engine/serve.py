"""Starts the engine: nothing reaches it but through the guard, and what it holds is saved while it runs."""

import os

from ministack import app as engine
from ministack.core import lambda_runtime

import guard
import mappings
import saving

# What is kept holds secrets: nobody else on this machine reads it.
os.umask(0o077)
mappings.name_calls()
saves = saving.Saves()
lambda_runtime.execution_credentials = guard.unguessable(lambda_runtime.execution_credentials)
# main() serves whatever has this name.
engine.app = saves.around_life(guard.guarded(engine.app, saves))
engine.main()
