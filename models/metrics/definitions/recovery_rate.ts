import { processingCost, recoveredValue, returnedValue } from '../events/returned.ts'
import { metric } from '../metric.ts'
import { turnedRound } from '../other_amounts.ts'

const dimensions = ['region', 'channel', 'category', 'reason'] as const

export const recoveryRate = metric({
  name: 'recovery_rate',
  title: 'Recovery rate',
  pillar: 'retention',
  sentence:
    'What stock or sale of returned goods brought back, less what handling them cost, against their net value.',
  unit: 'share',
  direction: 'up',
  owner: 'finance',
  reference: { figure: 'about 10% by liquidation', source: 'dmtrans' },
  position: 130,
  dimensions,
  needs: ['return_lines.recovered_amount'],
  maturedBy: ['returns'],
  numerator: {
    means: 'recovered − handling',
    events: (settings) => [recoveredValue(settings), turnedRound(processingCost(settings), dimensions)],
  },
  denominator: { means: 'net value of goods returned', events: (settings) => [returnedValue(settings)] },
})
