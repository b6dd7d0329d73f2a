import { type Progress, progressFor } from '../runner/progress.ts'

/** What the flags that every command takes give. */
export type Flags = {
  readonly data?: string
  readonly inbox?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

export type AsOfFlag = { readonly asOf?: string }

export const asOfFlag = [
  '--as-of <instant>',
  'the one instant that the run takes for now, ISO 8601 (else the newest dated event loaded)',
] as const

export const progressOf = ({ quiet = false, json = false }: Flags): Progress =>
  progressFor({ quiet: quiet || json })

/** Prints the result: as JSON with `--json`, else the sentences. */
export function print({ json = false }: Flags, result: unknown, sentences: readonly string[]): void {
  console.log(json ? JSON.stringify(result, null, 2) : sentences.join('\n'))
}
