import { readdirSync } from 'node:fs'
import type { Metric } from './metric.ts'

const folder = new URL('./definitions/', import.meta.url)

const isMetric = (value: unknown): value is Metric =>
  typeof value === 'object' && value !== null && 'numerator' in value && 'pillar' in value

/** Every metric, found by looking into the folder: a new file is a new metric, with nothing else to change. */
export const metrics: readonly Metric[] = (
  await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => {
        const exported: Record<string, unknown> = await import(new URL(file, folder).href)
        return Object.values(exported).filter(isMetric)
      }),
  )
)
  .flat()
  .sort((a, b) => a.position - b.position)
