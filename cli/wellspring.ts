#!/usr/bin/env node
import { operatorProgram } from "./program.ts";
import { runProgram } from "./run.ts";

await runProgram(operatorProgram());
