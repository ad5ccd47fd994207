namespace PrivacyGate.Analyzers.Flow;

/// <summary>What calls that take a function return: the elements they were given, or what the function makes of them.</summary>
internal static class Sequences
{
    private static readonly HashSet<string> Keep =
    [
        "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single",
        "SingleOrDefault", "TakeWhile", "SkipWhile", "MaxBy", "MinBy", "DistinctBy", "Find", "FindAll", "FindLast", "ForEach", "RemoveAll", "Sort",
    ];

    private static readonly HashSet<string> Project =
    [
        "Select", "SelectMany", "SelectAsync", "Max", "Min", "Sum", "Average", "Zip", "ToDictionary", "ConvertAll", "Run", "StartNew",
        "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "ContinueWith", "Join", "GroupJoin",
    ];

    public static Value Result(string method, Value elements, Value made) =>
        Keep.Contains(method) ? elements : Project.Contains(method) ? made : Value.Join(elements, made);
}
