namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>Draws that every mutator makes.</summary>
internal static class Choice
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>How many changes to make: mostly one, since what is changed in many places is refused at the first.</summary>
    public static int Edits(this Random random, int most) => 1 + (random.Next(2) == 0 ? 0 : random.Next(most));

    /// <summary>From 0 to <paramref name="most"/>, small numbers more often: the number of things to move or to leave out.</summary>
    public static int Few(this Random random, int most) => most == 0 ? 0 : random.Next(Math.Min(most, 1 << random.Next(1 + int.Log2(most))) + 1);
}
