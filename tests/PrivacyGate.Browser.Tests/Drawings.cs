namespace PrivacyGate.Browser.Tests;

/// <summary>axe-core does not judge drawings, so their contrast is measured here, by the formula of WCAG 2.2 (1.4.3 and 1.4.11).</summary>
internal static class Drawings
{
    // Opacity is blended as the browser blends it; what is behind a drawing is its own background, else the nearest opaque box.
    private const string Measure =
        """
        (selectors) => {
          const channels = text => { const [r, g, b, a] = text.match(/[\d.]+/g).map(Number); return { rgb: [r, g, b], a: a ?? 1 }; };
          const light = rgb => rgb.map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
          const behind = element => {
            const own = element.closest('svg').querySelector('rect.background');
            if (own) return channels(getComputedStyle(own).fill).rgb;
            for (let box = element.closest('svg').parentElement; box; box = box.parentElement) {
              const color = channels(getComputedStyle(box).backgroundColor);
              if (color.a === 1) return color.rgb;
            }
            return [255, 255, 255];
          };
          return selectors.flatMap(([selector, paint, least]) => [...document.querySelectorAll(selector)].map(element => {
            const style = getComputedStyle(element);
            const back = behind(element);
            const front = channels(style[paint]);
            const alpha = front.a * Number(style.opacity);
            const seen = front.rgb.map((c, i) => c * alpha + back[i] * (1 - alpha));
            const [low, high] = [light(seen), light(back)].sort((a, b) => a - b);
            return { selector, ratio: (high + .05) / (low + .05), least };
          }));
        }
        """;

    private static readonly object[][] Judged =
    [
        ["svg text", "fill", 4.5],
        [".sign path", "stroke", 3],
        [".line, .chance, .budget, .range", "stroke", 3],
        [".value, .dot, .members, .nonmembers", "fill", 3],
        [".untold, .below", "stroke", 3],
    ];

    /// <summary>Of everything report.html draws.</summary>
    public static Task<IReadOnlyList<Contrast>> Contrasts(OpenPage page) => Contrasts(page, Judged);

    /// <summary>Of what others drew: each selector with the property that paints it and the least contrast.</summary>
    public static async Task<IReadOnlyList<Contrast>> Contrasts(OpenPage page, params object[][] judged)
    {
        var measured = (await page.Page.EvaluateAsync(Measure, judged)).GetValueOrDefault();
        return [.. measured.EnumerateArray().Select(one => new Contrast(one.GetProperty("selector").GetString()!, one.GetProperty("ratio").GetDouble(), one.GetProperty("least").GetDouble()))];
    }

    /// <param name="Selector">What was looked at.</param>
    /// <param name="Ratio">Its contrast with what is behind it.</param>
    /// <param name="Least">What the guideline asks for.</param>
    internal sealed record Contrast(string Selector, double Ratio, double Least);
}
