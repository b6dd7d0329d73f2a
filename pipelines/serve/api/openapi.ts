import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import project from '../../../package.json' with { type: 'json' }

/** Describes all routes that are made after it, from the schemas that check them, at /api/openapi.json. */
export async function openApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Recoup desk',
        version: project.version,
        description:
          'Queue, cases and decisions. Other programs send `Authorization: Bearer` with a token of `recoup user add`.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  })
  app.get(
    '/api/openapi.json',
    { config: { role: 'viewer' }, schema: { summary: 'This description.' } as object },
    async () => app.swagger(),
  )
}
