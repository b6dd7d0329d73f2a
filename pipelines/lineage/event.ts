import project from '../../package.json' with { type: 'json' }

/** A table as others are told of it: its name and its columns, and nothing of its rows. */
export type Dataset = {
  readonly name: string
  readonly about: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly about: string }[]
}

/** One piece of work: a command, or the build of one table within it. */
export type Job = {
  readonly name: string
  readonly kind: 'RUN' | 'MODEL'
  readonly about: string
  readonly runId: string
  readonly parent?: Pick<Job, 'name' | 'runId'>
  readonly inputs: readonly Dataset[]
  readonly outputs: readonly Dataset[]
}

export type Transition = 'START' | 'COMPLETE' | 'FAIL' | 'ABORT'

const producer = `urn:recoup:${project.version}`
const spec = 'https://openlineage.io/spec'

/** What a job's passing into another state says, as OpenLineage 2-0-2 has it. */
export function eventOf(namespace: string, job: Job, eventType: Transition, eventTime: Date): object {
  return {
    eventType,
    eventTime: eventTime.toISOString(),
    producer,
    schemaURL: `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: {
      runId: job.runId,
      facets: { ...parentOf(namespace, job), ...(eventType === 'FAIL' ? failure : {}) },
    },
    job: {
      namespace,
      name: job.name,
      facets: {
        documentation: facet('1-1-0/DocumentationJobFacet', { description: job.about }),
        jobType: facet('2-0-4/JobTypeJobFacet', {
          processingType: 'BATCH',
          integration: 'RECOUP',
          jobType: job.kind,
        }),
      },
    },
    inputs: job.inputs.map((one) => told(namespace, one)),
    outputs: job.outputs.map((one) => told(namespace, one)),
  }
}

const facet = (schema: string, content: object): object => ({
  _producer: producer,
  _schemaURL: `${spec}/facets/${schema}.json#/$defs/${schema.split('/').at(-1)}`,
  ...content,
})

const parentOf = (namespace: string, { parent }: Job): object =>
  parent
    ? {
        parent: facet('1-2-0/ParentRunFacet', {
          run: { runId: parent.runId },
          job: { namespace, name: parent.name },
        }),
      }
    : {}

/** The fault itself stays in the house, as it may name records. */
const failure = {
  errorMessage: facet('1-0-1/ErrorMessageRunFacet', {
    message: 'It failed: `recoup status` says why.',
    programmingLanguage: 'TypeScript',
  }),
}

const told = (namespace: string, { name, about, columns }: Dataset): object => ({
  namespace,
  name,
  facets: {
    documentation: facet('1-1-0/DocumentationDatasetFacet', { description: about }),
    schema: facet('1-2-0/SchemaDatasetFacet', {
      fields: columns.map((column) => ({ name: column.name, type: column.type, description: column.about })),
    }),
  },
})
