namespace PrivacyGate.MSBuild;

/// <summary>
/// A model may keep its weights in files beside it. Its own bytes are then the same whatever the weights are, so the files
/// that ship in their places are compared with those that were audited.
/// </summary>
internal static class ShippedWeights
{
    /// <param name="laid">All that ships, at its final places.</param>
    /// <param name="cleared">What may.</param>
    public static IEnumerable<string> Complaints(IReadOnlyList<ShippedFile> laid, ClearedFiles cleared)
    {
        var places = laid.ToLookup(file => file.Place, StringComparer.OrdinalIgnoreCase);
        return
            from file in laid
            from model in ShippedModels.Itself(file)
            let hash = model.Sha256 ?? ""
            where cleared.IsAudited(hash)
            from location in Locations(file)
            let place = Paths.Slashed(Path.Combine(Path.GetDirectoryName(file.Place) ?? "", Paths.Slashed(location)))
            from complaint in Complaints(file, location, [.. places[place].Where(beside => !cleared.HoldsWeights(hash, location, beside.Hash()))], places.Contains(place))
            select complaint;
    }

    private static IEnumerable<string> Complaints(ShippedFile model, string location, IReadOnlyList<ShippedFile> others, bool isThere) => isThere
        ? others.Select(other => $"{other.Shown} ships as weights of {model.Shown}, and no verdict is about its content; ship the file {location} that was audited, or gate the model with these weights and build")
        : [$"{model.Shown} ships without {location}, which holds weights of it, so no verdict can be about the weights it gets; add that file to what ships, beside the model"];

    private static IReadOnlyCollection<string> Locations(ShippedFile model)
    {
        using var stream = model.Open();
        return ExternalLocations.Of(stream);
    }
}
