/** What the server said about a failed request, else the error's own message. */
export function errorText(error: unknown): string {
  const answer = error as { response?: { data?: { errors?: { message?: string }[] } }; message?: string };
  return answer.response?.data?.errors?.[0]?.message ?? answer.message ?? String(error);
}
