import { type Grown, stages } from './growth.ts'

const size = { width: 720, height: 440, left: 56, right: 96, top: 16, bottom: 40 }
const colours = ['#0b6e6a', '#c2571a', '#5b5bd6', '#8a6d00', '#b0266b', '#2f7d32', '#5a6b75']

/** Seconds of each stage by orders, both on logarithmic scales: what grows with its data climbs along the dashed line. */
export function growthChart(all: readonly Grown[]): string {
  const orders = all.map((one) => one.orders)
  const seconds = all.flatMap((one) => Object.values(one.seconds))
  const x = scale(orders, size.left, size.width - size.right)
  const y = scale(seconds, size.height - size.bottom, size.top)
  const line = (points: readonly (readonly [number, number])[], style: string) =>
    `<polyline fill="none" ${style} points="${points.map(([n, s]) => `${x(n).toFixed(1)},${y(s).toFixed(1)}`).join(' ')}"/>`
  const text = (at: readonly [number, number], words: string, style = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${style}>${words}</text>`
  const least = Math.min(...seconds)
  const guide = orders.map((n) => [n, (least * n) / (orders[0] as number)] as const)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#5a6b75">
<rect width="100%" height="100%" fill="#ffffff"/>
${powersWithin(seconds)
  .map(
    (s) =>
      `<line x1="${size.left}" x2="${size.width - size.right}" y1="${y(s)}" y2="${y(s)}" stroke="#e3e8eb"/>${text([size.left - 6, y(s) + 4], `${s} s`, 'text-anchor="end"')}`,
  )
  .join('\n')}
${orders.map((n) => text([x(n), size.height - 16], `${n.toLocaleString('en')} orders`, 'text-anchor="middle"')).join('\n')}
${line(guide, 'stroke="#9db0ba" stroke-dasharray="4 4"')}
${stages
  .map((stage, at) => {
    const points = all.map((one) => [one.orders, one.seconds[stage]] as const)
    const last = points.at(-1) as readonly [number, number]
    const colour = colours[at] as string
    return `${line(points, `stroke="${colour}" stroke-width="2"`)}\n${text([x(last[0]) + 6, y(last[1]) + 4], stage, `fill="${colour}"`)}`
  })
  .join('\n')}
</svg>
`
}

/** A logarithmic scale on which the values fill the stretch. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))]
  return (value) => from + ((Math.log(value) - least) / (most - least)) * (to - from)
}

function powersWithin(values: readonly number[]): number[] {
  const [least, most] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))]
  const first = Math.ceil(least)
  return Array.from({ length: Math.floor(most) - first + 1 }, (_, at) => 10 ** (first + at))
}
