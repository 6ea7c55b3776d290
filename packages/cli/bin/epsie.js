#!/usr/bin/env node
import '../dist/main/process.js';
