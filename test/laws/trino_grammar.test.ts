import { expect, test } from 'vitest'
import { grammarFaults } from './trino_grammar.ts'

const inner = 'coalesce(least("l"."quantity", "s"."quantity"), "l"."quantity")'

test.each([
  `select ${inner} from "s"`,
  `select (${inner} * 2 + (case when ${inner} > 1 then (${inner} + 1) end)) as "a" from (select * from "s") as "s"`,
  `select sum(${inner}) over (partition by "a" order by ${inner}), count(*) filter (where ${inner} > 1) from "s"`,
  `select "a" from "s" where "a" in (${inner}, 2) and exists (select 1 from "t" where "t"."a" = (${inner}))`,
  `select cast(${inner} as decimal(18,4)) from "s" cross join unnest(sequence(1, ${inner})) as "u" ("n")`,
])('it takes %s', (query) => {
  expect(grammarFaults(query)).toEqual([])
})

test.each([
  `select ${inner} ${inner} from "s"`,
  `select 1 as ${inner} from "s"`,
  `select 1 as (${inner} + 1) from "s"`,
  `select coalesce(least("l"."quantity", "s"."quantity" +), ${inner}) from "s"`,
  `select (((${inner} + 1) + (2 *)) * ${inner}) from "s"`,
  `select "a" from "s" where (${inner} = 1`,
  `select "a" from "s" where ("a" in (${inner}, )) and ("a" > ${inner})`,
  `select (case when ${inner} > 1 then (${inner} + 1)) from "s"`,
  `select sum(${inner}) over (partition "a" order by ${inner}) from "s"`,
])('it finds what is wrong with %s', (query) => {
  expect(grammarFaults(query)).not.toEqual([])
})
