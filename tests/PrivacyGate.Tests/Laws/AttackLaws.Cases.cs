using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Laws;

/// <content>Attacks, tasks and audits that the laws are held on.</content>
public partial class AttackLaws
{
    /// <summary>Drawn once: every attack is held against the same, and no control of the files may hide what it alarms at.</summary>
    private static readonly Dictionary<ModelTask, Lazy<AuditSample[]>> NoLeak = Enum.GetValues<ModelTask>().ToDictionary(
        static task => task,
        static task => new Lazy<AuditSample[]>(() => [.. Enumerable.Range(0, 100).Select(seed => Sample("", task, 300, 300, 0, 1000 + seed, classes: 2) with { Controls = null })]));

    public static TheoryData<string> Ids => [.. AttackCatalog.Ids];

    /// <summary>The attacks on classifiers.</summary>
    public static TheoryData<string> ClassIds => [.. AttackCatalog.For(ModelTask.Classification).Select(static attack => attack.Id)];

    /// <summary>The attacks on other models, each with each task it is about.</summary>
    public static TheoryData<string, ModelTask> NoClassCases => CasesOf([ModelTask.Regression, ModelTask.MultiLabel, ModelTask.Score, ModelTask.Reconstruction]);

    /// <summary>Each attack with each task it is about.</summary>
    public static TheoryData<string, ModelTask> Cases => CasesOf(Enum.GetValues<ModelTask>());

    private static TheoryData<string, ModelTask> CasesOf(ModelTask[] tasks)
    {
        var cases = new TheoryData<string, ModelTask>();
        foreach (var attack in AttackCatalog.All)
        {
            foreach (var task in tasks.Where(attack.Serves))
            {
                cases.Add(attack.Id, task);
            }
        }

        return cases;
    }

    private static IAttack Attack(string id) => AttackCatalog.Find(id)!;

    /// <summary>With everything any attack may need; what an attack does not need it does not see.</summary>
    private static AuditSample Sample(string id, ModelTask task, int members, int nonMembers, double leak, int seed, bool swapSides = false, bool shuffled = false, int classes = 3) =>
        task == ModelTask.Classification
            ? Synthetic.Sample(members, nonMembers, leak, seed, classes, swapSides: swapSides, shuffled: shuffled, evidence: true)
            : SyntheticValues.Sample(task, members, nonMembers, leak, seed, swapSides, shuffled, falls: id == "score-low");

    private static readonly JsonSerializerOptions All = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutLabels } },
    };

    private static string Json(object value) => JsonSerializer.Serialize(value, All);

    /// <summary>Records of other models have none, and targets say the same.</summary>
    private static void WithoutLabels(JsonTypeInfo type)
    {
        if (type.Type == typeof(RecordBatch) && type.Properties.FirstOrDefault(static property => property.Name == nameof(RecordBatch.Labels)) is { } labels)
        {
            type.Properties.Remove(labels);
        }
    }

    private static AuditInput Permuted(AuditInput input, int[] order)
    {
        T[]? Pick<T>(T[]? column) => column is null ? null : [.. order.Select(place => column[place])];
        T[] Rows<T>(T[] column, int width) => [.. order.SelectMany(place => column[(place * width)..((place + 1) * width)])];
        var s = input.Signals;
        return input with
        {
            Signals = new SignalTable(
                s.ClassCount, Pick(s.TrueClass)!, s.PredictedClass.Length == 0 ? [] : Pick(s.PredictedClass)!, Pick(s.Confidence), Pick(s.Entropy), Pick(s.ModifiedEntropy), Pick(s.GradientNorm))
            {
                RawScore = Pick(s.RawScore),
                NoClass = s.NoClass is not { } values ? null : values with { Values = Rows(values.Values, values.Width) },
            },
            Records = input.Records?.Pick(order),
            Posteriors = input.Posteriors is not { } p ? null : p with
            {
                Labels = Pick(p.Labels)!,
                Probabilities = [.. order.SelectMany(place => p.Probabilities.AsSpan(place * p.ClassCount, p.ClassCount).ToArray())],
            },
            LabelOnly = input.LabelOnly is not { } labels ? null : new LabelOnlyEvidence(
                [.. labels.Curves.Select(curve => curve with { Points = [.. curve.Points.Select(point => point with { Scores = Pick(point.Scores)! })] })]),
            Shadows = input.Shadows is not { } e ? null : e with
            {
                Shadows = [.. e.Shadows.Select(shadow => shadow with { Signal = Rows(shadow.Signal, s.Answer!.Width), Trained = Pick(shadow.Trained)! })],
            },
        };
    }
}
