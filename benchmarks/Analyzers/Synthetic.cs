using System.Globalization;

namespace PrivacyGate.Benchmarks.Analyzers;

/// <summary>A service of 2,000 files: 200 controllers that run a model and answer, 1,800 classes of other code that logs.</summary>
internal static class Synthetic
{
    public const int Controllers = 200;

    public const int Others = 1_800;

    /// <param name="folder">Is made anew.</param>
    /// <param name="analyzers">The assembly to measure; the property WithPrivacyGate switches it.</param>
    /// <param name="managed">The assembly of ONNX Runtime.</param>
    public static void Write(string folder, string analyzers, string managed)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(folder, "Service.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <OutputType>Library</OutputType>
                <UseSharedCompilation>false</UseSharedCompilation>
                <ReportAnalyzer>true</ReportAnalyzer>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{managed}" />
                <Analyzer Include="{analyzers}" Condition="'$(WithPrivacyGate)' == 'true'" />
              </ItemGroup>
            </Project>
            """);
        for (var i = 0; i < Controllers; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Controller{i}.cs"), Numbered(Controller, i));
        }

        for (var i = 0; i < Others; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Orders{i}.cs"), Numbered(Other, i));
        }
    }

    private static string Numbered(string text, int number) => text.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private const string Controller = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.ML.OnnxRuntime;

        namespace Service;

        public record ReplyNUMBER(string Label, float[] Scores);

        [ApiController]
        [Route("/predictNUMBER")]
        public class ControllerNUMBER(InferenceSession session, ILogger<ControllerNUMBER> logger) : ControllerBase
        {
            private static readonly string[] Labels = ["no", "yes"];

            [HttpPost]
            public ActionResult<ReplyNUMBER> Predict(float[] features)
            {
                var scores = Softmax(Score(features));
                var best = Array.IndexOf(scores, scores.Max());
                logger.LogInformation("answered {Label}", Labels[best]);
                return Ok(new ReplyNUMBER(Labels[best], scores));
            }

            [HttpGet]
            public IActionResult Rounded(float[] features)
            {
                var scores = Score(features);
                for (var i = 0; i < scores.Length; i++)
                {
                    scores[i] = MathF.Round(scores[i], 2);
                }

                return Ok(scores);
            }

            private float[] Score(float[] features)
            {
                using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>(features, [1, features.Length]))]);
                return outputs.First().AsEnumerable<float>().ToArray();
            }

            private static float[] Softmax(float[] logits)
            {
                var exps = logits.Select(static x => MathF.Exp(x)).ToArray();
                var sum = exps.Sum();
                return exps.Select(x => x / sum).ToArray();
            }
        }
        """;

    private const string Other = """
        using System.Globalization;

        namespace Service.Orders;

        public sealed record LineNUMBER(string Product, int Count, decimal Price);

        public sealed class OrderNUMBER(ILogger<OrderNUMBER> logger)
        {
            private readonly List<LineNUMBER> lines = [];

            private readonly Dictionary<string, decimal> discounts = new() { ["A"] = 0.1m, ["B"] = 0.2m };

            public decimal Total => lines.Sum(line => line.Count * line.Price * (1 - Discount(line.Product)));

            public void Add(string product, int count, decimal price)
            {
                if (count <= 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(count));
                }

                lines.Add(new LineNUMBER(product, count, price));
                logger.LogInformation("added {Count} of {Product}, total {Total}", count, product, Total);
            }

            public async Task<string> PrintAsync(TextWriter writer, CancellationToken cancelled)
            {
                foreach (var group in lines.GroupBy(static line => line.Product).OrderBy(static group => group.Key, StringComparer.Ordinal))
                {
                    cancelled.ThrowIfCancellationRequested();
                    var sum = group.Sum(static line => line.Count * line.Price);
                    await writer.WriteLineAsync($"{group.Key}: {sum.ToString("F2", CultureInfo.InvariantCulture)}");
                }

                logger.LogDebug("printed {Lines} lines", lines.Count);
                return Total.ToString("F2", CultureInfo.InvariantCulture);
            }

            private decimal Discount(string product) => discounts.TryGetValue(product, out var discount) ? discount : 0;
        }
        """;
}
