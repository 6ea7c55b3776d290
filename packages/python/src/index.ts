export type { DeclaredPythonOptions, FullPythonOptions, PythonOptions } from './model/options.ts';
export { pythonModel } from './model/python-model.ts';
