#!/usr/bin/env node
// The commands are TypeScript, run as they are: by Node itself where it can, else through tsx.
// Under node_modules no Node strips any.
if (!process.features.typescript || import.meta.url.includes('/node_modules/')) {
  const { register } = await import('tsx/esm/api')
  // Else a tsconfig.json of the folder that it is used in would count.
  register({ tsconfig: false })
}
// Who reads no further, as `head` does, ends no command.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (fault) => {
    if (fault.code !== 'EPIPE') throw fault
  })
const { main } = await import('./cli.ts')
// Whoever started this with a channel, as the schedule does, hears why it failed.
process.exitCode = await main(process.argv, process.connected ? (fault) => process.send(fault) : undefined)
