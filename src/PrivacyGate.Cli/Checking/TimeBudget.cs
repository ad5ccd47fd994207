using System.Globalization;

namespace PrivacyGate.Cli.Checking;

/// <summary>How long a whole check may take, from the moment it is made. Models share it: each may take an even part of what is left when its turn comes.</summary>
internal sealed class TimeBudget(TimeProvider clock, TimeSpan? limit)
{
    private readonly long started = clock.GetTimestamp();

    /// <summary>The limit in seconds as people write it, or null for none.</summary>
    public string? Text => limit is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s") : null;

    /// <summary>Seconds since the check began.</summary>
    public double Seconds => clock.GetElapsedTime(started).TotalSeconds;

    /// <summary>The time of the next model. What a model leaves is for those after it.</summary>
    /// <param name="modelsLeft">Models still to be audited, this one included; at least 1.</param>
    /// <param name="cancellation">Signalled when the user stops the run.</param>
    public ModelTime Share(int modelsLeft, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(modelsLeft, 1);
        return new ModelTime(clock, limit is { } span ? (span - clock.GetElapsedTime(started)) / modelsLeft : null, cancellation);
    }

    /// <summary><c>90s</c>, <c>5m</c>, <c>1.5h</c> or a bare number of seconds; null when the text is none of these, or nothing above 0.</summary>
    public static TimeSpan? Parse(string text)
    {
        var (number, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return seconds > 0
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds is > 0 and <= 30 * 24 * 3600
                ? TimeSpan.FromSeconds(count * seconds)
                : null;
    }
}
