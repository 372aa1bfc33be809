import { SimulatorConfigError } from '../config-error';

/** @param path the field at fault */
export function refuse(message: string, path: string, problem: string): never {
  throw new SimulatorConfigError(message, [{ path, message: problem }]);
}
