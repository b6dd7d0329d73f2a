/** What one piece of work took: seconds on the clock, and seconds of all processors together. */
export type Took = { readonly wall: number; readonly cpu: number }

export async function took(work: () => Promise<unknown>): Promise<Took> {
  const begun = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 }
}

export type Measured = {
  readonly what: string
  readonly reference: Took
  readonly ours: Took
  /** Largest ratio of clock times that is aimed at. */
  readonly aim: number
}

/**
 * Measures ours and the reference in turn, so that a busy moment of the machine hurts both, and takes the median
 * of each.
 */
export async function measured(
  rounds: number,
  {
    what,
    aim,
    reference,
    ours,
  }: { what: string; aim: number } & Record<'reference' | 'ours', () => Promise<Took>>,
): Promise<Measured> {
  const all: Record<'reference' | 'ours', Took[]> = { reference: [], ours: [] }
  for (let round = 0; round < rounds; round++) {
    all.reference.push(await reference())
    all.ours.push(await ours())
  }
  return { what, aim, reference: middle(all.reference), ours: middle(all.ours) }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN

function middle(all: readonly Took[]): Took {
  return { wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) }
}

/** A table in Markdown. */
export function printed(rows: readonly Measured[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['what', 'reference, s', 'ours, s', 'ratio', 'ratio of processor time', 'aim']),
    line(['---', '---:', '---:', '---:', '---:', '---:']),
    ...rows.map(({ what, reference, ours, aim }) =>
      line([
        what,
        reference.wall.toFixed(2),
        ours.wall.toFixed(2),
        (ours.wall / reference.wall).toFixed(2),
        (ours.cpu / reference.cpu).toFixed(2),
        `≤ ${aim}`,
      ]),
    ),
  ].join('\n')
}
