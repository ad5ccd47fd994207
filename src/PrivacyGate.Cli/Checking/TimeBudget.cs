using System.Globalization;

namespace PrivacyGate.Cli.Checking;

/// <summary>How long an audit may take before it finishes with what it has.</summary>
internal sealed class TimeBudget(TimeProvider clock, TimeSpan? limit)
{
    private readonly long started = clock.GetTimestamp();

    /// <summary>The limit as people write it, or null for none.</summary>
    public string? Text => limit is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s") : null;

    /// <summary>True once the time is used up; never when there is no limit. Thread-safe.</summary>
    public bool IsOver => limit is { } span && clock.GetElapsedTime(started) >= span;

    /// <summary>Seconds since the audit began.</summary>
    public double Seconds => clock.GetElapsedTime(started).TotalSeconds;

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
