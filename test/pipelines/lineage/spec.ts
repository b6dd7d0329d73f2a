import { z } from 'zod'

/**
 * What OpenLineage 2-0-2 demands of a run event, and its facets in these versions, written down from the published
 * schemas (https://openlineage.io/spec/2-0-2/OpenLineage.json, Apache-2.0). Only what Recoup writes may be there, so that
 * a property with a slip of the pen is found.
 */
const uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/)
const uuid = z.uuid()

const facet = <Shape extends z.ZodRawShape>(version: string, name: string, shape: Shape) =>
  z.strictObject({
    _producer: uri,
    _schemaURL: z.literal(`https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`),
    ...shape,
  })

const named = z.strictObject({ namespace: z.string().min(1), name: z.string().min(1) })

const dataset = named.extend({
  facets: z.strictObject({
    documentation: facet('1-1-0', 'DocumentationDatasetFacet', { description: z.string() }),
    schema: facet('1-2-0', 'SchemaDatasetFacet', {
      fields: z.array(z.strictObject({ name: z.string(), type: z.string(), description: z.string() })),
    }),
  }),
})

export const runEvent = z.strictObject({
  eventType: z.enum(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']),
  eventTime: z.iso.datetime(),
  producer: uri,
  schemaURL: z.literal('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent'),
  run: z.strictObject({
    runId: uuid,
    facets: z.strictObject({
      parent: facet('1-2-0', 'ParentRunFacet', {
        run: z.strictObject({ runId: uuid }),
        job: named,
      }).optional(),
      errorMessage: facet('1-0-1', 'ErrorMessageRunFacet', {
        message: z.string(),
        programmingLanguage: z.string(),
      }).optional(),
    }),
  }),
  job: named.extend({
    facets: z.strictObject({
      documentation: facet('1-1-0', 'DocumentationJobFacet', { description: z.string() }),
      jobType: facet('2-0-4', 'JobTypeJobFacet', {
        processingType: z.enum(['BATCH', 'STREAMING', 'SERVICE']),
        integration: z.string(),
        jobType: z.string(),
      }),
    }),
  }),
  inputs: z.array(dataset),
  outputs: z.array(dataset),
})

export type RunEvent = z.infer<typeof runEvent>
