using System.Collections.Concurrent;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// StringNormalizer changes letters by a locale of the machine, en_US where the node names none, and small images have
/// none installed. C.UTF-8 changes the letters of ASCII in the same way, and those of other alphabets by Unicode's
/// simple case mapping, as en_US does.
/// </summary>
internal static class TextLocale
{
    private static readonly string[] Substitutes = ["C.UTF-8", "C.utf8"];
    private static readonly ConcurrentDictionary<string, bool> Installed = new(StringComparer.Ordinal);

    /// <summary>The model with locales that this machine has, and what was changed.</summary>
    /// <exception cref="InputException">PG0041 when the machine has none that will do.</exception>
    public static (ModelProto Model, IReadOnlyList<string> Said) Settle(string path, ModelProto model)
    {
        NodeProto[] missing = [.. GraphWalk.Nodes(model).Where(static node => IsLocal(node) && !IsInstalled(Locale(node)))];
        if (missing.Length == 0)
        {
            return (model, []);
        }

        var wanted = Locale(missing[0]) is { Length: > 0 } named ? named : "en_US.UTF-8";
        var substitute = Substitutes.FirstOrDefault(IsInstalled) ?? throw Refusal.Of(
            DiagnosticIds.LocaleMissing,
            path,
            $"{Refusal.Describe(missing[0])} changes letters by the locale {wanted}, which this machine does not have. Install the locale {wanted} (Debian: apt-get install locales, then locale-gen {wanted}).");
        var copy = model.Clone();
        foreach (var node in GraphWalk.Nodes(copy).Where(static node => IsLocal(node) && !IsInstalled(Locale(node))))
        {
            if (node.Attribute("locale") is { } stated)
            {
                node.Attribute.Remove(stated);
            }

            node.Attribute.Add(Attributes.Text("locale", substitute));
        }

        return (copy, [$"text: {Refusal.Describe(missing[0])} changes letters by the locale {wanted}, which is not installed here; {substitute} was used, which changes the letters A to Z alike"]);
    }

    /// <summary>Only a change of case, or a comparison without regard to case, needs a locale.</summary>
    private static bool IsLocal(NodeProto node) => node.Is("StringNormalizer");

    private static string Locale(NodeProto node) => node.Text("locale", "");

    private static bool IsInstalled(string locale) => Installed.GetOrAdd(locale, static name =>
    {
        NodeProto node = new() { OpType = "StringNormalizer", Input = { "x" }, Output = { "y" }, Attribute = { Attributes.Text("case_change_action", "LOWER") } };
        if (name.Length > 0)
        {
            node.Attribute.Add(Attributes.Text("locale", name));
        }

        ModelProto model = new()
        {
            IrVersion = 6,
            OpsetImport = { new OperatorSetIdProto { Version = 10 } },
            Graph = new GraphProto { Name = "locale", Node = { node }, Input = { ValueInfo.Tensor("x", ElementType.Text, [-1]) }, Output = { ValueInfo.Tensor("y", ElementType.Text, [-1]) } },
        };
        return RuntimeSession.CanOpen(GraphSurgery.Bytes(model));
    });
}
