import { availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { engineMemory } from '../pipelines/runner/engine_memory.ts'

/** The machine on which was measured, in a sentence. */
export const machine = (): string =>
  [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    `the engine held to ${engineMemory()}`,
  ].join(', ')
