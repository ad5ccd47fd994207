using System.Globalization;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>Coordinates of drawings.</summary>
internal static class Svg
{
    /// <summary>A hundredth of a unit is finer than any screen; more digits would only tell machines apart.</summary>
    public static string At(double coordinate) => coordinate.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>"10,20 30,40": the points of a line or an area.</summary>
    public static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{At(point.X)},{At(point.Y)}"));
}
