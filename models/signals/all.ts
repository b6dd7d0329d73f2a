import { readdirSync } from 'node:fs'
import type { Signal } from './signal.ts'

const kinds = ['claims', 'returns'] as const

const isSignal = (value: unknown): value is Signal =>
  typeof value === 'object' && value !== null && 'fires' in value && 'because' in value

/** Every signal, found by looking into the folders: a new file is a new signal, with nothing else to change. */
export const signals: readonly Signal[] = (
  await Promise.all(
    kinds.flatMap((kind) =>
      readdirSync(new URL(`./${kind}/`, import.meta.url))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map(async (file) => {
          const exported: Record<string, unknown> = await import(
            new URL(`./${kind}/${file}`, import.meta.url).href
          )
          return Object.values(exported).filter(isSignal)
        }),
    ),
  )
).flat()

/** Names of those that are exact findings. */
export const findings: readonly string[] = signals
  .filter(({ isFinding }) => isFinding)
  .map(({ name }) => name)
