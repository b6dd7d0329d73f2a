import { Problem } from './problems.ts'

/** Most memory that the engine uses before it spills to disk. */
export function engineMemory(environment: NodeJS.ProcessEnv = process.env): string {
  const memory = environment.RECOUP_MEMORY ?? '4GB'
  if (/^\d+([.]\d+)? ?([KMGT]i?B|%)$/i.test(memory)) return memory
  throw new Problem(`\`${memory}\` is no amount of memory.`, {
    where: 'RECOUP_MEMORY',
    next: 'give it as a number and a unit, such as 4GB or 80%.',
  })
}
