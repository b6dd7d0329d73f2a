#!/usr/bin/env node
// The commands are TypeScript, run as they are.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('./cli.ts')
process.exitCode = await main(process.argv)
