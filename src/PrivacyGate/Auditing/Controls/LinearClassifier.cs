namespace PrivacyGate.Auditing.Controls;

/// <summary>Fisher's linear discriminant with a ridge: the direction that parts the sides' means most for the spread around them, and the middle between the means along it.</summary>
/// <param name="Direction">One weight a feature, filling included.</param>
/// <param name="Threshold">A record is taken for a member from here on.</param>
internal sealed record LinearClassifier(float[] Direction, float Threshold)
{
    /// <summary>In units of a feature's variance: keeps directions of little spread, which a few records cannot tell, from deciding.</summary>
    private const float Ridge = 0.3f;

    private const int MostSteps = 16;

    /// <summary>Of the squared residual: finer steps change no flag worth having.</summary>
    private const float Fine = 1e-6f;

    public bool TakesForMember(float[] row) => Lanes.Dot(Direction, row) >= Threshold;

    /// <summary>Learned on members and non-members as if there were as many of each.</summary>
    /// <param name="members">Rows of features, at least one.</param>
    /// <param name="nonMembers">Rows of features, at least one.</param>
    public static LinearClassifier Fit(float[][] members, float[][] nonMembers)
    {
        var memberMean = Mean(members);
        var nonMemberMean = Mean(nonMembers);
        var apart = new float[memberMean.Length];
        var middle = new float[memberMean.Length];
        for (var i = 0; i < apart.Length; i++)
        {
            apart[i] = memberMean[i] - nonMemberMean[i];
            middle[i] = (memberMean[i] + nonMemberMean[i]) / 2;
        }

        var direction = Solve(members, nonMembers, middle, apart);
        return new LinearClassifier(direction, Lanes.Dot(direction, middle));
    }

    /// <summary>(scatter + ridge) direction = apart, by conjugate gradients (Hestenes and Stiefel 1952).</summary>
    private static float[] Solve(float[][] members, float[][] nonMembers, float[] middle, float[] apart)
    {
        var direction = new float[apart.Length];
        float[] residual = [.. apart];
        float[] search = [.. apart];
        var left = Lanes.Dot(residual, residual);
        var enough = left * Fine;
        for (var step = 0; step < MostSteps && left > enough; step++)
        {
            var product = Product(members, nonMembers, middle, search);
            var length = left / Lanes.Dot(search, product);
            Lanes.AddScaled(direction, length, search);
            Lanes.AddScaled(residual, -length, product);
            var now = Lanes.Dot(residual, residual);
            float[] next = [.. residual];
            Lanes.AddScaled(next, now / left, search);
            (search, left) = (next, now);
        }

        return direction;
    }

    private static float[] Product(float[][] members, float[][] nonMembers, float[] middle, float[] vector)
    {
        var product = new float[vector.Length];
        var offset = Lanes.Dot(middle, vector);
        var sum = Add(product, members, vector, offset) + Add(product, nonMembers, vector, offset);
        Lanes.AddScaled(product, -sum, middle);
        Lanes.AddScaled(product, Ridge, vector);
        return product;
    }

    private static float Add(float[] product, float[][] rows, float[] vector, float offset)
    {
        float sum = 0;
        var weight = 0.5f / rows.Length;
        foreach (var row in rows)
        {
            var along = weight * (Lanes.Dot(row, vector) - offset);
            Lanes.AddScaled(product, along, row);
            sum += along;
        }

        return sum;
    }

    private static float[] Mean(float[][] rows)
    {
        var mean = new float[rows[0].Length];
        foreach (var row in rows)
        {
            Lanes.AddScaled(mean, 1f / rows.Length, row);
        }

        return mean;
    }
}
