#!/usr/bin/env node
import '../dist/command/epsie-mpi.js';
