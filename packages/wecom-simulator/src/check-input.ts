import * as v from 'valibot';
import { SimulatorConfigError } from './config-error';
import { schemaIssues } from './schema-issues';

/** @throws {SimulatorConfigError} naming everything wrong with `input` */
export function checkInput<Schema extends v.GenericSchema>(input: unknown, schema: Schema): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (!result.success) throw new SimulatorConfigError('The request is not valid', schemaIssues(result.issues));
  return result.output;
}
