import { boolean, integer, number, text } from '../../../warehouse/columns.ts'
import { ofEnough } from '../../evaluate/enough.ts'
import { qualityTable, ranged, rangedValues } from '../quality_table.ts'
import { population } from './population.ts'

export const fairness = qualityTable({
  name: 'quality.fairness',
  about:
    'Who is looked at, and who wrongly, by lane loss, dwelling, region and age of the account; groups of fewer than twenty decided cases are left out.',
  owner: 'loss prevention',
  grain: ['population', 'division', 'group_name'],
  columns: {
    population,
    division: text('By what the cases are divided; `all` is the whole.').required(),
    group_name: text('The group.').required(),
    position: integer('Its place among the groups.').required(),
    cases: integer('Decided cases of the group.').required(),
    honest: integer('Those found to be no abuse.').required(),
    share_of_cases: number('The group’s share of all cases, as the decided ones stand for them.').required(),
    share_of_queue: number('The group’s share of those that the queue shows; missing where it shows none.'),
    times_its_share: number('The second over the first.'),
    ...ranged('shown', 'Share of the group’s cases that the queue shows.'),
    ...ranged(
      'false_positive_rate',
      'Share of the group’s honest cases that the queue shows; missing where there are fewer than ten.',
    ),
    margin: number(
      'By how much that may exceed the whole’s before it is warned of (settings.fairnessMargin).',
    ).required(),
    is_warned: boolean('Whether it exceeds the whole’s by more than that, and not by chance.').required(),
  },
  rows: ({ evaluation, settings }) =>
    evaluation.populations.flatMap((of) =>
      of.fairness.map((group, index) => ({
        population: of.population,
        division: group.division,
        group_name: group.group,
        position: index + 1,
        cases: group.cases,
        honest: group.honest,
        share_of_cases: group.shareOfCases,
        share_of_queue: group.shareOfShown,
        times_its_share: group.shareOfShown === null ? null : group.shareOfShown / group.shareOfCases,
        ...rangedValues('shown', group.reviewed),
        ...rangedValues('false_positive_rate', ofEnough(group.honest, group.falsePositives)),
        margin: settings.fairnessMargin,
        is_warned: group.isWarned,
      })),
    ),
})
