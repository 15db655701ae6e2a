import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './documents';

function optionsOf(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.convertCompilerOptionsFromJson(Object(config).compilerOptions, ROOT);
  // a document shows a part of a program: it may name what it does not use
  return { ...options, incremental: false, noUnusedLocals: false, noUnusedParameters: false, plugins: [] };
}

/** What TypeScript finds wrong with files that are not written, by their paths in the project; all by one program. */
export function typeFaults(files: Readonly<Record<string, string>>): string[] {
  const own = new Map(Object.entries(files).map(([name, text]) => [path.join(ROOT, name), text]));
  const options = optionsOf();
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...own.keys()], options, {
    ...host,
    fileExists: (file) => own.has(file) || host.fileExists(file),
    readFile: (file) => own.get(file) ?? host.readFile(file),
    getSourceFile: (file, language, ...rest) => {
      const text = own.get(file);
      return text === undefined
        ? host.getSourceFile(file, language, ...rest)
        : ts.createSourceFile(file, text, language);
    },
  });
  return [...own.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const line = own.get(file)?.slice(0, start).split('\n').length;
        return `${path.basename(file)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    );
  });
}
