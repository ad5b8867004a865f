/**
 * P(X >= successes) for X ~ Binomial(trials, p): how likely so many bad events are by chance alone when the true fraction is p.
 * Exact up to a billion trials; counts that are not whole are rounded towards "by chance", and so are larger ones, which are
 * scaled down: the same fraction of fewer trials is weaker evidence, and the sum below stays short.
 */
export function binomialUpperTail(successes: number, trials: number, p: number): number {
  const scale = Math.min(1, mostTrials / trials);
  const k = Math.floor(successes * scale);
  const n = Math.ceil(trials * scale);
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  // At or below the mean nothing is unlikely; the exact figure does not matter there.
  if (p >= 1 || k <= n * p) return 1;
  const first = Math.exp(
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  );
  const odds = p / (1 - p);
  let term = first;
  let sum = first;
  // Above the mean each term is smaller than the one before, by a ratio that only falls.
  for (let i = k; i < n && term > sum * 1e-15; i += 1) {
    term *= ((n - i) / (i + 1)) * odds;
    sum += term;
  }
  return Math.min(1, sum);
}

const mostTrials = 1e9;

const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
];

/** ln Γ(x) for x >= 1 (Lanczos, g = 7, n = 9). */
function logGamma(x: number): number {
  const base = x - 1;
  let sum = lanczos[0] ?? 1;
  for (let index = 1; index < lanczos.length; index += 1) sum += (lanczos[index] ?? 0) / (base + index);
  const t = base + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (base + 0.5) * Math.log(t) - t + Math.log(sum);
}
