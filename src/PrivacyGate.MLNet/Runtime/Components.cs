using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace PrivacyGate.MLNet.Runtime;

/// <summary>ML.NET with all trainers that go along with this assembly.</summary>
internal static class Components
{
    /// <summary>A fresh context: each keeps its own state of chance.</summary>
    public static MLContext Context(int seed)
    {
        var context = new MLContext(seed);
        context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
        context.ComponentCatalog.RegisterAssembly(typeof(LightGbmBinaryModelParameters).Assembly);
        return context;
    }

    /// <summary>What went wrong at first, one sentence.</summary>
    public static string Innermost(Exception problem)
    {
        while (problem.InnerException is { } inner)
        {
            problem = inner;
        }

        var line = problem.Message.Split('\n', 2)[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
