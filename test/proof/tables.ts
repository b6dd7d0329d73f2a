import { populations } from '../../pipelines/evaluate/cases.ts'
import type { Interval } from '../../pipelines/evaluate/intervals.ts'
import type { Evaluation, PopulationFigures } from '../../pipelines/evaluate.ts'

export type JudgedShop = { readonly shop: string; readonly evaluation: Evaluation }

/** How well each kind of case is ranked, against the best of the simpler rankings, and how far to be trusted. */
export const ranksTable = (judged: readonly JudgedShop[]): string[] => [
  '| shop (orders) | cases | of them abusive | average precision | best simpler ranking | times as good | Brier, prior’s | calibration error, prior’s |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ...judged.flatMap(({ shop, evaluation }) =>
    evaluation.populations.map((of) => {
      const [score, best] = scoreAndBest(of)
      return row(
        shop,
        populations[of.population],
        `${of.abusive} of ${of.cases.toLocaleString('en')}`,
        range(score?.averagePrecision ?? null),
        best ? `${best.ranking} ${figure(best.averagePrecision?.value)}` : '–',
        ratio(score?.averagePrecision?.value, best?.averagePrecision?.value),
        `${figure(of.brier?.value, 4)}, ${figure(of.brierOfPrior, 4)}`,
        `${figure(of.calibrationError?.value, 3)}, ${figure(of.calibrationErrorOfPrior, 3)}`,
      )
    }),
  ),
]

function scoreAndBest({ rankings }: PopulationFigures) {
  const precision = (one: (typeof rankings)[number]) => one.averagePrecision?.value ?? 0
  const simpler = rankings.filter(({ ranking }) => ranking !== 'score')
  return [
    rankings.find(({ ranking }) => ranking === 'score'),
    simpler.toSorted((a, b) => precision(b) - precision(a))[0],
  ]
}

/** Honest claims shown: those of the worst tenth of lanes against all; and how much of a ring’s abuse is shown. */
export const fairTable = (judged: readonly JudgedShop[]): string[] => [
  '| shop (orders) | cases | honest shown, worst tenth of lanes | honest shown, all | times their share | rings’ abuse shown |',
  '| --- | --- | ---: | ---: | ---: | ---: |',
  ...judged.flatMap(({ shop, evaluation }) =>
    evaluation.populations
      .filter(({ population }) => population === 'not_received' || population === 'inspected')
      .map((of) => {
        const shown = (division: string, group: string) =>
          of.fairness.find((one) => one.division === division && one.group === group)?.falsePositives ?? null
        const [worst, all] = [shown('lane loss, tenth', '10'), shown('all', 'cases')]
        const ring = of.recall.find(({ group }) => group === 'refund_ring')
        return row(
          shop,
          populations[of.population],
          range(worst),
          range(all),
          ratio(worst?.value, all?.value),
          ring ? `${figure(ring.shown.value)} of ${ring.abusive}` : '–',
        )
      }),
  ),
]

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const figure = (value: number | undefined, places = 2) => value?.toFixed(places) ?? '–'
const range = (of: Interval | null) =>
  of ? `${figure(of.value)} [${figure(of.low)}–${figure(of.high)}]` : '–'
const ratio = (value: number | undefined, by: number | undefined) =>
  value === undefined || !by ? '–' : (value / by).toFixed(2)
