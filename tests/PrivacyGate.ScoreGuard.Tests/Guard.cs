namespace PrivacyGate.GuardTests;

/// <summary>One guard with its parameters, in every form that ScoreGuard has for it.</summary>
internal sealed record Guard(
    string Name,
    Func<float[], float[]> Array,
    Func<float[], float[]> Span,
    Func<float[], float[]> Memory,
    Func<float[], float[]> Destination,
    Func<float[], float[]> InPlace,
    Func<Dictionary<string, float>, Dictionary<string, float>> Text,
    Func<Dictionary<long, float>, Dictionary<long, float>> Number,
    Func<float[], int, float[]> Rows,
    Func<float[], int, float[]> RowsInPlace)
{
    /// <summary>Whether the scores add up to 1 afterwards.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Whether no other class has a score as large as the label's afterwards.</summary>
    public bool LabelIsAlone { get; init; }

    /// <summary>Whether a second time changes nothing but the last digit.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether a larger score stays at least as large.</summary>
    public bool KeepsOrder { get; init; } = true;

    public static IReadOnlyList<Guard> All { get; } =
    [
        Round(0), Round(1), Round(2), Round(6),
        TopK(1, false), TopK(2, false), TopK(2, true),
        new(
            "label only", static s => ScoreGuard.LabelOnly(s), static s => ScoreGuard.LabelOnly(s.AsSpan()), static s => ScoreGuard.LabelOnly(s.AsMemory()),
            static s => Into(s, static (from, to) => ScoreGuard.LabelOnly(from, to)), static s => Changed(s, static span => ScoreGuard.LabelOnlyInPlace(span)),
            static m => ScoreGuard.LabelOnly(m), static m => ScoreGuard.LabelOnly(m), static (s, n) => ScoreGuard.LabelOnlyRows(s, n),
            static (s, n) => Changed(s, span => ScoreGuard.LabelOnlyRowsInPlace(span, n))) { SumsToOne = true, LabelIsAlone = true, IsIdempotent = true },
        new(
            "order only", static s => ScoreGuard.OrderOnly(s), static s => ScoreGuard.OrderOnly(s.AsSpan()), static s => ScoreGuard.OrderOnly(s.AsMemory()),
            static s => Into(s, static (from, to) => ScoreGuard.OrderOnly(from, to)), static s => Changed(s, static span => ScoreGuard.OrderOnlyInPlace(span)),
            static m => ScoreGuard.OrderOnly(m), static m => ScoreGuard.OrderOnly(m), static (s, n) => ScoreGuard.OrderOnlyRows(s, n),
            static (s, n) => Changed(s, span => ScoreGuard.OrderOnlyRowsInPlace(span, n))) { SumsToOne = true, LabelIsAlone = true, IsIdempotent = true },
        Temperature(0.5f), Temperature(2), Temperature(20),
        Clip(0.05f, 0.6f), Clip(0, 0.9f),
        Noise(0.05f, 1), Noise(1, ulong.MaxValue),
    ];

    public static Guard Round(int digits) => new(
        $"round {digits}", s => ScoreGuard.Round(s, digits), s => ScoreGuard.Round(s.AsSpan(), digits), s => ScoreGuard.Round(s.AsMemory(), digits),
        s => Into(s, (from, to) => ScoreGuard.Round(from, digits, to)), s => Changed(s, span => ScoreGuard.RoundInPlace(span, digits)),
        m => ScoreGuard.Round(m, digits), m => ScoreGuard.Round(m, digits), (s, n) => ScoreGuard.RoundRows(s, n, digits),
        (s, n) => Changed(s, span => ScoreGuard.RoundRowsInPlace(span, n, digits)))
    { IsIdempotent = true };

    public static Guard TopK(int k, bool renormalise) => new(
        $"top-{k} {renormalise}", s => ScoreGuard.TopK(s, k, renormalise), s => ScoreGuard.TopK(s.AsSpan(), k, renormalise), s => ScoreGuard.TopK(s.AsMemory(), k, renormalise),
        s => Into(s, (from, to) => ScoreGuard.TopK(from, k, renormalise, to)), s => Changed(s, span => ScoreGuard.TopKInPlace(span, k, renormalise)),
        m => ScoreGuard.TopK(m, k, renormalise), m => ScoreGuard.TopK(m, k, renormalise), (s, n) => ScoreGuard.TopKRows(s, n, k, renormalise),
        (s, n) => Changed(s, span => ScoreGuard.TopKRowsInPlace(span, n, k, renormalise)))
    { SumsToOne = renormalise, IsIdempotent = true };

    public static Guard Temperature(float value) => new(
        $"temperature {value}", s => ScoreGuard.Temperature(s, value), s => ScoreGuard.Temperature(s.AsSpan(), value), s => ScoreGuard.Temperature(s.AsMemory(), value),
        s => Into(s, (from, to) => ScoreGuard.Temperature(from, value, to)), s => Changed(s, span => ScoreGuard.TemperatureInPlace(span, value)),
        m => ScoreGuard.Temperature(m, value), m => ScoreGuard.Temperature(m, value), (s, n) => ScoreGuard.TemperatureRows(s, n, value),
        (s, n) => Changed(s, span => ScoreGuard.TemperatureRowsInPlace(span, n, value)))
    { SumsToOne = true };

    public static Guard Clip(float lowest, float highest) => new(
        $"clip {lowest} {highest}", s => ScoreGuard.Clip(s, lowest, highest), s => ScoreGuard.Clip(s.AsSpan(), lowest, highest), s => ScoreGuard.Clip(s.AsMemory(), lowest, highest),
        s => Into(s, (from, to) => ScoreGuard.Clip(from, lowest, highest, to)), s => Changed(s, span => ScoreGuard.ClipInPlace(span, lowest, highest)),
        m => ScoreGuard.Clip(m, lowest, highest), m => ScoreGuard.Clip(m, lowest, highest), (s, n) => ScoreGuard.ClipRows(s, n, lowest, highest),
        (s, n) => Changed(s, span => ScoreGuard.ClipRowsInPlace(span, n, lowest, highest)))
    { SumsToOne = true };

    public static Guard Noise(float amplitude, ulong seed) => new(
        $"noise {amplitude} {seed}", s => ScoreGuard.Noise(s, amplitude, seed), s => ScoreGuard.Noise(s.AsSpan(), amplitude, seed), s => ScoreGuard.Noise(s.AsMemory(), amplitude, seed),
        s => Into(s, (from, to) => ScoreGuard.Noise(from, amplitude, seed, to)), s => Changed(s, span => ScoreGuard.NoiseInPlace(span, amplitude, seed)),
        m => ScoreGuard.Noise(m, amplitude, seed), m => ScoreGuard.Noise(m, amplitude, seed), (s, n) => ScoreGuard.NoiseRows(s, n, amplitude, seed),
        (s, n) => Changed(s, span => ScoreGuard.NoiseRowsInPlace(span, n, amplitude, seed)))
    { SumsToOne = true, LabelIsAlone = true, KeepsOrder = false };

    public override string ToString() => Name;

    private static float[] Into(float[] scores, Action<float[], float[]> guard)
    {
        var destination = new float[scores.Length];
        guard(scores, destination);
        return destination;
    }

    private static float[] Changed(float[] scores, Action<float[]> guard)
    {
        var copy = (float[])scores.Clone();
        guard(copy);
        return copy;
    }
}
