export { parseSeed } from './parse-seed';
export { agentIssues, departmentIssues, memberIssues, tagIssues } from './references';
export * from './schema';
