import { describe, expect, test } from 'vitest'

const {
  change,
  describe: described,
  mover,
} = await import(new URL('../../../reports/components/kpi.js', import.meta.url).href)

const tone = (now: number, before: number, unit: string, direction = 'up') =>
  change(now, before, unit, direction, 'USD')

describe('a change', () => {
  test('of a share is told in points, better or worse by the metric’s good direction', () => {
    expect(tone(0.93, 0.9, 'share')).toMatchObject({ text: '3.0 pts better', arrow: '▲', tone: 'good' })
    expect(tone(0.93, 0.9, 'share', 'down')).toMatchObject({ text: '3.0 pts worse', tone: 'bad' })
    expect(tone(0.001, -0.03, 'share', 'zero')).toMatchObject({ arrow: '▲', tone: 'good' })
  })

  test('of anything else is told in percent of what it was', () => {
    expect(tone(110, 100, 'money')).toMatchObject({ text: '10% better', tone: 'good' })
    expect(tone(-150, -100, 'money')).toMatchObject({ text: '50% worse', arrow: '▼', tone: 'bad' })
    expect(tone(3, 0, 'count', 'down')).toMatchObject({ text: 'from 0, worse' })
  })

  test('that rounds to nothing as it is written is none', () => {
    const none = { text: 'unchanged', arrow: '→', tone: 'same', relative: 0, difference: 0 }

    // 0.02 points, between figures written alike and between 88.9% and 89.0%.
    expect(tone(0.8893, 0.8891, 'share')).toEqual(none)
    expect(tone(0.8951, 0.8949, 'share')).toEqual(none)
    // 0.08 points, but both are written 88.9%.
    expect(tone(0.8894, 0.8886, 'share')).toEqual(none)
    expect(tone(100_000.4, 100_000.1, 'money')).toEqual(none)
    expect(tone(20.4, 19.6, 'count', 'down')).toEqual(none)
    expect(tone(2.04, 1.96, 'days', 'down')).toEqual(none)
    expect(tone(0, 0, 'share')).toEqual(none)
  })

  test('below one percent counts in the hundredths that are written there', () => {
    expect(tone(0.0031, 0.0029, 'share', 'down')).toMatchObject({ text: '0.02 pts worse', tone: 'bad' })
    expect(tone(0.00312, 0.00309, 'share', 'down')).toMatchObject({ text: 'unchanged' })
  })

  test('is none where either figure is no data', () => {
    expect(tone(null as never, 1, 'share')).toBeNull()
    expect(tone(1, null as never, 'share')).toBeNull()
  })
})

const onTime = { metric: 'on_time_delivery', unit: 'share', direction: 'up', denominator_means: 'parcels' }
const period = { numerator: 90, denominator: 100, numerator_before: 80, denominator_before: 100, days: 30 }

describe('a described metric', () => {
  test('has its figure, what it was, and how far that is from its target', () => {
    const metric = described({ ...onTime, target: 0.95 }, { ...period, is_comparable: true }, 'USD')
    expect(metric).toMatchObject({ now: 0.9, before: 0.8, text: '90.0%', textBefore: '80.0%' })
    expect(metric.change.tone).toBe('good')
    expect(metric.target).toEqual({ text: '95.0%', isMet: false })
  })

  test('compares with nothing where there was no whole period before', () => {
    expect(described(onTime, { ...period, is_comparable: false }, 'USD')).toMatchObject({
      before: null,
      change: null,
    })
  })

  test('is no data where its denominator is empty, or nothing was counted at all', () => {
    for (const missing of [undefined, { ...period, numerator: 0, denominator: 0 }])
      expect(described(onTime, missing, 'USD')).toMatchObject({
        now: null,
        text: 'no data',
        change: null,
        target: null,
      })
  })

  test('holds an amount against its daily target for each of the days', () => {
    const margin = { metric: 'margin', unit: 'money', direction: 'up', denominator_means: null, target: 100 }
    const metric = described(margin, { numerator: 2999, denominator: null, days: 30 }, 'USD')
    expect(metric.target).toEqual({ text: 'US$3,000.00', isMet: false })
  })
})

test('what moved a metric most is the member that added most at its own former rate', () => {
  const metric = described(onTime, { ...period, is_comparable: true }, 'USD')
  const member = (name: string, numerator: number, before: number) => ({
    metric: 'on_time_delivery',
    dimension: 'carrier',
    member: name,
    numerator,
    denominator: 50,
    numerator_before: before,
    denominator_before: 50,
  })
  expect(mover(metric, [member('up', 48, 38), member('idle', 42, 42)])).toMatchObject({
    member: 'up',
    pull: 10,
  })
  expect(mover({ ...metric, change: { difference: 0 } }, [member('up', 48, 38)])).toBeNull()
})
