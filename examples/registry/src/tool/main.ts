#!/usr/bin/env node
import { hostOfProcess } from "./host.ts";
import { runReg } from "./run.ts";

process.exitCode = await runReg(process.argv.slice(2), hostOfProcess);
