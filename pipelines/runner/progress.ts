export type OnProgress = (done: number, total: number, what: string) => void

/** Shows how far each stage is: a bar on a terminal, else a line when it ends. Writes to standard error. */
export type Progress = {
  readonly stage: <T>(name: string, work: (onProgress: OnProgress) => Promise<T>) => Promise<T>
}

/** Says nothing. */
export const silent: Progress = { stage: (_, work) => work(() => undefined) }

/** A bar where a person looks on, plain lines elsewhere, nothing with `--quiet`. */
export function progressFor(
  { quiet }: { quiet: boolean },
  output: NodeJS.WriteStream = process.stderr,
): Progress {
  if (quiet) return silent
  return output.isTTY ? bars(output) : lines(output)
}

const lines = (output: NodeJS.WriteStream): Progress => ({
  async stage(name, work) {
    const begun = performance.now()
    const result = await work(() => undefined)
    output.write(`${name.padEnd(8)} ${seconds(begun)}\n`)
    return result
  },
})

const bars = (output: NodeJS.WriteStream): Progress => ({
  async stage(name, work) {
    const begun = performance.now()
    const { SingleBar } = await import('cli-progress')
    const bar = new SingleBar({
      stream: output,
      format: `${name.padEnd(8)} {bar} {percentage}% {what}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
    })
    bar.start(1, 0, { what: '' })
    try {
      return await work((done, total, what) => {
        bar.setTotal(Math.max(total, 1))
        bar.update(done, { what })
      })
    } finally {
      bar.stop()
      output.write(`${name.padEnd(8)} ${seconds(begun)}\n`)
    }
  },
})

const seconds = (begun: number) => `${((performance.now() - begun) / 1000).toFixed(1)} s`
