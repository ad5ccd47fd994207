namespace PrivacyGate.IO.Spec;

/// <summary>A JSON value that knows where it stands. Lines and columns count from 1, columns in UTF-16 units as editors do.</summary>
internal abstract record LocatedNode(int Line, int Column)
{
    /// <summary>What the value is, in the words of an error message.</summary>
    public abstract string Kind { get; }
}

internal sealed record LocatedObject(int Line, int Column, IReadOnlyList<LocatedMember> Members) : LocatedNode(Line, Column)
{
    public override string Kind => "an object";
}

/// <summary>A key of an object with its value; the position is the key's.</summary>
internal sealed record LocatedMember(int Line, int Column, string Name, LocatedNode Value);

internal sealed record LocatedArray(int Line, int Column, IReadOnlyList<LocatedNode> Items) : LocatedNode(Line, Column)
{
    public override string Kind => "a list";
}

/// <summary>A text. <c>IsPlain</c>: no escapes, so the n-th character, from 0, stands n + 1 columns right of the opening quote.</summary>
internal sealed record LocatedString(int Line, int Column, string Text, bool IsPlain) : LocatedNode(Line, Column)
{
    public override string Kind => "a text";
}

/// <summary>A number, as written.</summary>
internal sealed record LocatedNumber(int Line, int Column, string Text) : LocatedNode(Line, Column)
{
    public override string Kind => "a number";
}

internal sealed record LocatedBoolean(int Line, int Column, bool Value) : LocatedNode(Line, Column)
{
    public override string Kind => Value ? "true" : "false";
}

internal sealed record LocatedNull(int Line, int Column) : LocatedNode(Line, Column)
{
    public override string Kind => "null";
}
