namespace PrivacyGate.Calibration;

/// <summary>A small counter-based generator (splitmix64), so that every repeat has its own seed and any number of threads gives the same figures.</summary>
internal sealed class Draw(ulong seed)
{
    // Scrambled, since neighbouring seeds would otherwise walk the same sequence one step apart.
    private ulong state = Scramble(Scramble(seed));
    private double spare = double.NaN;

    public ulong Bits() => Scramble(state += 0x9E3779B97F4A7C15);

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>In (0, 1).</summary>
    public double Uniform() => ((Bits() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal()
    {
        if (!double.IsNaN(spare))
        {
            var kept = spare;
            spare = double.NaN;
            return kept;
        }

        var radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        (var sin, var cos) = Math.SinCos(2 * Math.PI * Uniform());
        spare = radius * sin;
        return radius * cos;
    }
}
