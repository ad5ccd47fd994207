namespace PrivacyGate.Architecture.Tests;

/// <summary>
/// The folders of an assembly, by its namespaces. Each folder's children, and its own files as one more, are rooms that
/// use each other; a room's subfolders count as its own.
/// </summary>
internal static class Folders
{
    private const string OwnFiles = "(its own files)";

    /// <summary>
    /// One circle for each folder whose children use each other in a circle, such as
    /// "Gradients: Rules -> Steps -> Rules (SliceRule -> GradientScope; GradientScope -> SliceRule)".
    /// </summary>
    /// <param name="uses">Uses of types by types below the root.</param>
    /// <param name="root">The namespace of the whole assembly.</param>
    public static IReadOnlyList<string> Circles(IEnumerable<Use> uses, string root) =>
    [
        .. from use in uses
           where use.From.Namespace != use.To.Namespace
           let folder = Common(Path(use.From.Namespace, root), Path(use.To.Namespace, root))
           group (From: Child(use.From.Namespace, root, folder), To: Child(use.To.Namespace, root, folder), Use: use) by string.Join('.', folder) into level
           orderby level.Key
           let circle = Circle(level.ToLookup(edge => edge.From, edge => (edge.To, edge.Use)))
           where circle is not null
           select $"{(level.Key.Length == 0 ? root : level.Key)}: {circle}",
    ];

    private static string[] Path(string name, string root) => name.Length == root.Length ? [] : name[(root.Length + 1)..].Split('.');

    private static string[] Common(string[] one, string[] other) => [.. one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];

    private static string Child(string name, string root, string[] folder) => Path(name, root).Skip(folder.Length).FirstOrDefault(OwnFiles);

    /// <summary>The first circle found by walking along uses, or null.</summary>
    private static string? Circle(ILookup<string, (string To, Use Use)> uses)
    {
        HashSet<string> done = [];
        List<(string Room, Use? By)> way = [];
        return uses.Select(from => from.Key).Order(StringComparer.Ordinal).Select(room => Walk(room, null)).FirstOrDefault(circle => circle is not null);

        string? Walk(string room, Use? by)
        {
            var start = way.FindIndex(step => step.Room == room);
            if (start >= 0)
            {
                var rooms = way.Skip(start).Select(step => step.Room).Append(room);
                var reasons = way.Skip(start + 1).Select(step => step.By!).Append(by!).Select(use => $"{use.From.Name} -> {use.To.Name}");
                return $"{string.Join(" -> ", rooms)} ({string.Join("; ", reasons)})";
            }

            if (!done.Add(room))
            {
                return null;
            }

            way.Add((room, by));
            var circle = uses[room].OrderBy(edge => edge.To, StringComparer.Ordinal).Select(edge => Walk(edge.To, edge.Use)).FirstOrDefault(found => found is not null);
            way.RemoveAt(way.Count - 1);
            return circle;
        }
    }
}

/// <summary>A type whose code names another.</summary>
internal sealed record Use(Named From, Named To);

/// <param name="Namespace">Of a type that is nested in no other.</param>
/// <param name="Name">Of that type.</param>
internal sealed record Named(string Namespace, string Name);
