import { abusiveReturnedValue } from '../events/decisions.ts'
import { returnedValue } from '../events/returned.ts'
import { metric } from '../metric.ts'

export const fraudShare = metric({
  name: 'fraud_share',
  title: 'Confirmed abuse in returns',
  pillar: 'retention',
  sentence:
    'Net value of goods that came back in returns which a reviewer found abusive, against that of all goods that came back. What is only suspected is not in it.',
  unit: 'share',
  direction: 'down',
  owner: 'loss prevention',
  reference: { figure: '9% · 15%', source: 'NRF 2025 · Appriss 2024' },
  position: 140,
  isHeadline: true,
  range: 'not_negative',
  dimensions: ['region', 'channel', 'category', 'reason'],
  needs: ['decisions'],
  maturedBy: ['returns'],
  numerator: {
    means: 'net value of returns found abusive',
    events: () => [abusiveReturnedValue()],
  },
  denominator: { means: 'net value of goods returned', events: (settings) => [returnedValue(settings)] },
})
